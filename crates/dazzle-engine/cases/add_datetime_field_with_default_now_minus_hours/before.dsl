entity Probe "Probe":
  id: uuid pk
