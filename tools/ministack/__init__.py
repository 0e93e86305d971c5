"""The whole template, deployed into MiniStack: an emulator of AWS that needs no Docker."""
