entity Level "Level":
  id: uuid pk
