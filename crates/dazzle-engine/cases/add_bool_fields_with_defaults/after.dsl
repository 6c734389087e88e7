entity Flag "Flag":
  id: uuid pk
  active: bool = true
  archived: bool required = false
  spoken: bool = "yes"
