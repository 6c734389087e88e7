entity Keep "Keep":
  id: uuid pk
