entity Flag "Flag":
  id: uuid pk
