entity Person "Person":
  was: User
  id: uuid pk
  name: str(80) required

entity User "Login":
  id: uuid pk
  email: email required unique
  person: ref Person required

entity Task "Task":
  id: uuid pk
  owner: ref Person required
