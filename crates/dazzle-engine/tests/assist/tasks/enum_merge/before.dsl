module app

entity Task "Task":
  id: uuid pk
  status: enum[open,waiting,closed] required
