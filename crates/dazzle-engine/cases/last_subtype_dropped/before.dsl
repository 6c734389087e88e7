entity Device "Device":
  id: uuid pk
  serial: str(40) required unique

entity InfusionPump "Infusion pump":
  subtype_of: Device
  max_rate: decimal(6,2) required
