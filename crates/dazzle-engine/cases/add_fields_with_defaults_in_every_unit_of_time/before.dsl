entity Plan "Plan":
  id: uuid pk
