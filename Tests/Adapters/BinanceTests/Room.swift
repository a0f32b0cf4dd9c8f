// room opened
