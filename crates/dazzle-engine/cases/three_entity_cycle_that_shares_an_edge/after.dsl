entity Keep "Keep":
  id: uuid pk

entity A "A":
  id: uuid pk
  b: ref B
  keep: ref Keep

entity B "B":
  id: uuid pk
  a: ref A
  c: ref C required

entity C "C":
  id: uuid pk
  a: ref A required
  me: ref C
