"""What marked words mean: who, where, when and which meeting."""
