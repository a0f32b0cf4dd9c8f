import Testing

@testable import VenueSimulator

@Suite("The ports of a simulation")
struct PortOrderTests {
    private let six = ["luno", "binance", "kucoin", "kraken", "valr", "acorn", "pebble"]

    @Test("A venue has its port whichever others are chosen; the control port stays free")
    func stable() throws {
        let all = try SimulatorPorts.assign(base: 9100, venues: six, order: six)
        #expect(all.control == 9105)
        #expect(all.venues["valr"] == 9104)
        #expect(all.venues["acorn"] == 9106)
        #expect(all.venues["pebble"] == 9107)
        let one = try SimulatorPorts.assign(base: 9100, venues: ["pebble"], order: six)
        #expect(one.venues == ["pebble": 9107])
    }

    @Test("A program with venues of its own only has them from the base on")
    func own() throws {
        let own = try SimulatorPorts.assign(base: 9100, venues: ["pebble", "acorn"], order: ["acorn", "pebble"])
        #expect(own.control == 9105)
        #expect(own.venues == ["acorn": 9100, "pebble": 9101])
    }

    @Test("A venue that the order leaves out comes behind all others and the control port")
    func others() throws {
        let ports = try SimulatorPorts.assign(base: 9100, venues: ["acme", "acorn"], order: ["acorn"])
        #expect(ports.venues == ["acorn": 9100, "acme": 9106])
        #expect(try SimulatorPorts.assign(base: 0, venues: ["acme"]).venues == ["acme": 0])
    }
}
