entity Alpha "Alpha":
  id: uuid pk
  name: str(20) required

entity Beta "Beta":
  id: uuid pk
  title: str(20) required unique

entity UseOfAlpha "Use":
  id: uuid pk
  alpha: ref Alpha required
