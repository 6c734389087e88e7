entity Order "Order":
  id: uuid pk
  order: int required
  group: str(40)
  user: str(20) unique
  key: str(20) required = "select"
  desc: text
  limit: int = 10
  check: bool = true
  column: enum[table, drop, alter] = table
  primary: ref Group
  default: text = "default"
  values: json = "{}"
  unique group, order
  index limit, column

entity Group "Group":
  id: uuid pk
  select: ref Order
  table: date = today

entity Table "Table":
  id: int pk
  user: ref User
  constraint: str(10)

entity User "User":
  id: uuid pk
  references: ref Table
