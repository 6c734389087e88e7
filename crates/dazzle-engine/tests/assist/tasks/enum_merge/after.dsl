module app

entity Task "Task":
  id: uuid pk
  status: enum[open,closed] required
