entity PumpRun "Run of a pump":
  was: PumpUse
  id: int pk
  pumpName: str(40) required unique was: thePump
  count: int
