entity Task "Task":
    id:uuid pk
    owner  :  ref User

entity User:
	id: uuid	pk
