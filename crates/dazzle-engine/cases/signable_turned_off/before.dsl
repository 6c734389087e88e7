entity Contract "Contract":
  id: uuid pk
  title: str(80) required
  signable: true
