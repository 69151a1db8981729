"""Looking after a store: backups of it, the way back, whether it is sound, and what two of them differ in."""
