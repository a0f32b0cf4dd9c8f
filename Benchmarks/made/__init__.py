"""Answers of realistic size, made from the fact sheets' sample rows: one module for each venue."""
