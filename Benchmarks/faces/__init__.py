"""The simulated venues under load: one module for each venue says how it is started and what is asked of it."""
