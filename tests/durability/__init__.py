"""What a store bears: kills at any moment, and a full disk."""
