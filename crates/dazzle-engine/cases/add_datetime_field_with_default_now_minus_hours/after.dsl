entity Probe "Probe":
  id: uuid pk
  since: datetime required = now - 24h
