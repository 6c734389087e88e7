entity Alpha "Alpha":
  id: int pk
  name: str(20) required

entity Beta "Beta":
  id: int pk
  title: str(20) required
