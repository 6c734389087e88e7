entity User "User":
  id: uuid pk

entity Task "Task":
  id: uuid pk
  owner: belongs_to User required
