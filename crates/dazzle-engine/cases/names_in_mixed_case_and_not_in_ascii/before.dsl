entity Größe "Größe":
  id: uuid pk
  höheÜberNN: int
  dueDate: date indexed
  名前: str(20) unique

entity groesse_2 "Lower case":
  id: uuid pk
  Größe: ref Größe
