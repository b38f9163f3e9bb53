"""The policy plan as data: `content` says what it holds, `gather` collects it from what was decided."""
