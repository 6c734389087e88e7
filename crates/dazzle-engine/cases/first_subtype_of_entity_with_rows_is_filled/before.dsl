entity Device "Device":
  id: int pk
  serial: str(40) required unique
