entity Device "Device":
  id: uuid pk

entity InfusionPump "Infusion pump":
  subtype_of: Device
  max_rate: decimal(6,2)
