import Testing
import VenueSimulator

@testable import SimulatedKraken

@Suite("Kraken face: authentication (kraken.md B, F.4, L.2)")
struct KrakenAuthenticationTests {
    @Test("A nonce must grow; a failed call uses none up")
    func nonce() throws {
        var client = try KrakenClient()
        #expect(client.post("Balance", "nonce=500", nonce: "500").error == nil)
        #expect(client.post("Balance", "nonce=500", nonce: "500").error == "EAPI:Invalid nonce")
        #expect(client.post("Balance", "nonce=499", nonce: "499").error == "EAPI:Invalid nonce")
        #expect(client.post("Balance", "nonce=501", nonce: "500").error == "EAPI:Invalid signature")
        #expect(client.post("Balance", "nonce=501", nonce: "501").error == nil)
        #expect(
            client.post("Balance", "nonce=18446744073709551615", nonce: "18446744073709551615").error
                == nil)
        #expect(client.call("Balance").error == "EAPI:Invalid nonce")
    }

    @Test(
        "No nonce, no digits, too many digits",
        arguments: [
            "", "nonce=", "nonce=-1", "nonce=1e3", "nonce=99999999999999999999", "nonce=1.5", "nonce=%",
        ])
    func malformed(_ body: String) throws {
        var client = try KrakenClient()
        #expect(
            client.post("Balance", body, nonce: String(body.dropFirst(6))).error == "EAPI:Invalid nonce")
    }

    @Test("The window takes a lower nonce once, and keys do not share nonces")
    func window() throws {
        var client = try KrakenClient(["nonceWindow": "10"])
        #expect(client.post("Balance", "nonce=100", nonce: "100").error == nil)
        #expect(client.post("Balance", "nonce=95", nonce: "95").error == nil)
        #expect(client.post("Balance", "nonce=95", nonce: "95").error == "EAPI:Invalid nonce")
        #expect(client.post("Balance", "nonce=89", nonce: "89").error == "EAPI:Invalid nonce")
        client.role = .readOnly
        #expect(client.post("Balance", "nonce=1", nonce: "1").error == nil)
    }

    @Test("Which check comes first is a switch")
    func order() throws {
        for (setting, error) in [
            ("signatureFirst", "EAPI:Invalid signature"), ("nonceFirst", "EAPI:Invalid nonce"),
        ] {
            var client = try KrakenClient(["authOrder": setting])
            _ = client.post("Balance", "nonce=100", nonce: "100")
            #expect(client.post("Balance", "nonce=99", nonce: "98").error == error)
        }
    }

    @Test("Too many failures lock the key for a quarter of an hour, and trying prolongs it")
    func lockout() throws {
        var client = try KrakenClient(["lockoutAfterFailures": "3"])
        for _ in 0..<3 {
            #expect(client.post("Balance", "nonce=1", nonce: "2").error == "EAPI:Invalid signature")
        }
        #expect(client.call("Balance").error == "EGeneral:Temporary lockout")
        client.advance(899_000)
        #expect(client.call("Balance").error == "EGeneral:Temporary lockout")
        client.advance(899_000)
        #expect(client.call("Balance").error == "EGeneral:Temporary lockout")
        client.advance(900_001)
        #expect(client.call("Balance").error == nil)
    }

    @Test(
        "A second factor, when the key has one",
        arguments: [
            "EAPI:Invalid otp", "EGeneral:Invalid arguments:otp", "EAPI:Invalid signature",
            "EAPI:Invalid key",
        ])
    func otp(_ text: String) throws {
        var client = try KrakenClient(["otp": "required", "otpRefusal": text])
        #expect(client.call("Balance").error == text)
        #expect(client.call("Balance", "otp=1").error == text)
        #expect(client.call("Balance", "otp=123456").error == nil)
    }

    @Test("Expired keys and foreign addresses")
    func refusedKeys() throws {
        var client = try KrakenClient()
        client.role = .expired
        #expect(client.call("Balance").error == "EAPI:Invalid key")
        client.role = .otherIP
        #expect(client.call("GetApiKeyInfo").error == "EAPI:Invalid key")
        client.requestSwitches = ["addressRefusal": "EGeneral:Permission denied"]
        #expect(client.call("Balance").error == "EGeneral:Permission denied")
        client.peer = "203.0.113.7"
        #expect(client.call("Balance").error == nil)
    }

    @Test("What the read-only key may not do")
    func permissions() throws {
        var client = try KrakenClient()
        client.role = .readOnly
        for name in [
            "AddOrder", "AddOrderBatch", "AmendOrder", "EditOrder", "CancelOrder", "CancelAll",
        ] {
            #expect(client.call(name).error == "EGeneral:Permission denied", "\(name)")
        }
        for name in ["Balance", "OpenOrders", "ClosedOrders", "TradesHistory", "GetWebSocketsToken"] {
            #expect(client.call(name).error == nil, "\(name)")
            client.advance(30_000)
        }
    }

    @Test("Key information tells the roles apart and shows the highest nonce")
    func keyInfo() throws {
        var client = try KrakenClient()
        for (role, canTrade, canWithdraw) in [
            (CredentialRole.trade, true, false), (.readOnly, false, false), (.withdraw, true, true),
        ] {
            client.role = role
            let info = client.call("GetApiKeyInfo").result
            let permissions = try #require(info["permissions"] as? [String])
            #expect(permissions.contains("modify-trades") == canTrade)
            #expect(permissions.contains("withdraw-funds") == canWithdraw)
            #expect(info["nonce"] as? String == String(client.nonce))
        }
        #expect(client.call("GetAPIKeyInfo").error == "EGeneral:Unknown method")
    }
}
