"""CCXT's clients, each stubbed where it would go to the network: one module for each venue that CCXT has."""
