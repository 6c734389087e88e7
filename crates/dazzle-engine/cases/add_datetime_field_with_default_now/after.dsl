entity Entry "Entry":
  id: uuid pk
  seen_at: datetime = now
  made_at: datetime required = now
