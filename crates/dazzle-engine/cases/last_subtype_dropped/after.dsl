entity Device "Device":
  id: uuid pk
  serial: str(40) required unique
