extension AdapterTemplate {
    /// How to go on.
    static let readme = AdapterTemplate(
        "README.md",
        #"""
        # «Name» for Bourse

        Written by `bourse new-adapter «Name»`. It compiles as it is, offers nothing yet, and refuses before anything is
        sent.

        ```sh
        swift run «id»-bourse conformance «id» --offline    # the list of what is left: exit 1 until nothing is
        swift test                                          # the same as a test, and the signature's vectors
        grep -rn «todo» Sources Tests                         # the places
        ```

        `Package.swift` says where Bourse is.

        ## The list

        1. A fact sheet: addresses, signing with vectors, endpoints, error codes with their effect on an order, limits.
        2. `Profile.swift`: name, key fields, environments.
        3. `SignerTests.swift`, then `Signer.swift`: vectors before code.
        4. `RateLimits.swift`, `ErrorTable.swift`, `Errors.swift`.
        5. `Instruments.swift`, `MarketData.swift`: then `«id»-bourse instruments «id» --environment production` works.
        6. `Account.swift`: balances and the key test.
        7. `Orders.swift`: place, query, cancel, open orders, resolve, then histories and fills.
        8. `Capabilities.swift`: a cell becomes `.native` with the operation behind it, not before.
        9. A simulated exchange of the venue (`VenueFace`), handed to `VenueModule(…, face: …)` in `Main.swift`: then
           `«id»-bourse conformance «id» --trade --certificate FILE` certifies it, and `simulate` and `serve` have it.

        Bourse's `docs/adding-an-exchange.md` goes through these steps; `Examples/NewVenue` has done them all.
        """#)
}
