"""What the user has on file: invoices, contract, journal, and the answers that follow."""
