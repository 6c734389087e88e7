entity Old "Old":
  id: uuid pk
  name: str(20)

entity Older "Older":
  id: uuid pk
  old: ref Old required
