@main struct Bourse { static func main() {} }
