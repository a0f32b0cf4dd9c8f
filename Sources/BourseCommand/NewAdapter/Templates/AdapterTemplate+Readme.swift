extension AdapterTemplate {
    /// How to go on.
    static let readme = AdapterTemplate(
        "README.md",
        #"""
        # «Name» for Bourse

        Written by `bourse new-adapter «Name»`. It compiles as it is, offers nothing yet, and refuses before anything is
        sent.

        ```sh
        swift run «id»-bourse conformance «id» --offline    # the list of what is left; reads need recordings (step 10)
        swift test                                          # the same as a test, and the signature's vectors
        grep -n «todo» *.md *.swift; grep -rn «todo» Sources Tests  # the places
        ```

        The first build compiles all of Bourse: start it, and fill in the fact sheet meanwhile. `Package.swift` says
        where Bourse is.

        ## The list

        Bourse's `docs/adding-an-exchange.md` goes through these steps, numbered the same; `Examples/NewVenue` has done
        them all. What the types promise is written at their declarations, `Sources/AdapterProtocol` and
        `Sources/AdapterKit` of Bourse; `make docs` there makes pages of it.

        1. This folder.
        2. `API.md`, the fact sheet: addresses, signing with vectors, endpoints, error codes with their effect on an
           order, limits. Then `Profile.swift`: name, key fields, environments.
        3. `SignerTests.swift`, then `Signer.swift`: vectors before code.
        4. `ErrorTable.swift`, `Errors.swift`, `RateLimits.swift`.
        5. `Instruments.swift`, `MarketData.swift`: then `«id»-bourse instruments «id» --environment production` works.
           `Account.swift`: balances and the key test.
        6. `Orders.swift`: place, query, cancel, open orders, resolve, then histories and fills.
        7. The venue's own place without real money, where it has one.
        8. A simulated exchange of the venue (`VenueFace`), handed to `VenueModule(…, face: …)` in `Main.swift`: then
           `simulate` and `serve` have it.
        9. The errors that the venue documents, as data.
        10. `«id»-bourse conformance «id» --trade --certificate FILE` certifies it.

        In steps 5 and 6 a cell of `Capabilities.swift` becomes `.native` with the operation behind it, not before.
        """#)
}
