entity Größe "Größe":
  id: uuid pk
  höheÜberNN: int required = 0
  DueOn: date indexed was: dueDate
  名前: str(40) unique
  Żółć: enum[tak, nie, może] = może
  unique 名前, höheÜberNN

entity groesse_3 "Lower case":
  was: groesse_2
  id: uuid pk
  größe: ref Größe was: Größe
