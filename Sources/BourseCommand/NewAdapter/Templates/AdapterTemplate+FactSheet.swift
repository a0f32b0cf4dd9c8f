extension AdapterTemplate {
    /// The fact sheet's form, to be filled in before the code.
    static let factSheet = AdapterTemplate(
        "API.md",
        #"""
        # «Name»: the fact sheet

        «todo»: what the venue's documents say, and of each fact where it stands there. What they leave open is
        written down as open. The code cites this page; the adapter and the simulated exchange know nothing that is
        not on it. `Examples/NewVenue/API.md` of Bourse is such a page, filled in.

        ## Requests

        Addresses, and which of them moves no real money; where parameters stand (query, form, JSON body) and how they
        are encoded; what is refused (unknown, repeated, empty); how numbers, times and ids are written.

        ## Signing

        Headers or parameters; the bytes that are signed, in order; hash and encoding; nonce or time, and how old or
        how far ahead it may be; the order of the checks. Vectors: key, secret, time, request, signature.

        ## Answers

        How a success and how an error looks, and under which status.

        | status | code | meaning | a write was |
        |---|---|---|---|
        | | | | not executed, or unknown |

        ## Limits

        | budget | calls | counts (address, key, account) | size | comes back |
        |---|---|---|---|---|
        | | | | | |

        What answers say of them, and of how long to wait.

        ## Pages

        Cursor or time; direction; most rows of a page; whether the bounds belong to the span; what the end looks like.

        ## Markets and market data

        Clock, state, markets with their rules and the words of their states; tickers, book, trades, candles.

        ## Account

        Balances, fee rates, what the venue tells of a key, deposits and withdrawals.

        ## Orders and fills

        Place, query, cancel, open orders, history, fills: fields, units, words. Is a client id echoed, and can it be
        used twice? How long may reads not know of an order? How late can a placement still arrive? What does an
        order's state say of its fills?
        """#)
}
