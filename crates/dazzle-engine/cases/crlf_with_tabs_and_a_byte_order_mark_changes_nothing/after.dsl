entity Task "Task":
	id: uuid pk

	title:    str(80)    required
	# a comment
	status:enum[ open ,done ]=open