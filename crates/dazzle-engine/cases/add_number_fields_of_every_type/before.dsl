entity Reading "Reading":
  id: uuid pk
  sensor: str(40) required
