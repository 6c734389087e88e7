entity Task "Task":
  id: uuid pk
  status: enum[open, waiting, done] = open
  about: poly_ref [Task, Step]
  price: decimal(8,2)

entity Step "Step":
  id: uuid pk
