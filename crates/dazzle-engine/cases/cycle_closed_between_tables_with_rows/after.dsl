entity A "A":
  id: uuid pk
  b: ref B

entity B "B":
  id: uuid pk
  c: ref C

entity C "C":
  id: uuid pk
  a: ref A
