"""Binance: books from a snapshot and numbered changes (binance.md I.1), events of the account (binance.md J.2)."""

from scenarios import Book, Sample, control, follow, frame, market, normal, scenario

LRC = market("LRC/BTC", "LRCBTC", "0.00000001", "1", quoteScale=8)
NKN = market("NKN/USDT", "NKNUSDT", "0.0001", "1", quoteScale=8)
BNB = market("BNB/BTC", "BNBBTC", "0.0001", "0.001", quoteScale=8)
BTC = market("BTC/USDT", "BTCUSDT", "0.01", "0.00001", quoteScale=8)
ETH = market("ETH/BTC", "ETHBTC", "0.00001", "0.0001", quoteScale=8)
LTC = market("LTC/BNB", "LTCBNB", "0.001", "0.001", quoteScale=8)
ACK = '{"result":null,"id":{id}}'


def sample(name):
    return Sample.read("binance", name)


def combined(stream, data):
    return {"stream": stream, "data": data}


def ack(word="SUBSCRIBE", text=ACK, **more):
    return control(text, answers=word, **more)


def apply(book, diff):
    for side, key in (("bids", "b"), ("asks", "a")):
        for price, quantity in diff[key]:
            book.set(side, price, quantity)


def snapshot(book, number):
    return {"snapshot": {"slot": 0, "sequence": str(number), "bids": book.levels("bids"), "asks": book.levels("asks")}}


def replay(name, of, most, arrival=2, skipped=None):
    """The recorded traffic with the states that it must lead to; `skipped` leaves one message out and reads anew."""
    script = sample("ws-depth-replay-" + name)
    stream = of["name"].lower() + "@depth@100ms"
    book = Book()
    for side in ("bids", "asks"):
        for price, quantity in script["snapshot"][side]:
            book.set(side, price, quantity)
    first = snapshot(book, script["snapshot"]["lastUpdateId"])
    steps = [ack()]
    for position, (diff, state) in enumerate(zip(script["diffs"], script["expected"])):
        if position == most:
            break
        if position == arrival:
            steps.append(first)
        is_new = state["action"] == "apply"
        if is_new:
            apply(book, diff)
        if position == skipped:
            continue
        step = frame(combined(stream, diff), "book")
        if position < arrival:
            step["expect"] = {"books": [{"slot": 0, "isLive": False}]}
        elif is_new:
            for side, best in (("bids", "bestBid"), ("asks", "bestAsk")):
                if book.levels(side)[0] != [normal(number) for number in state[best]]:
                    raise SystemExit(f"{name} {position}: the sheet's state is not that of its messages")
            expected = {"slot": 0, "isLive": True, "isVerified": True, "sequence": str(state["u"]),
                        "bestBid": state["bestBid"], "bestAsk": state["bestAsk"]}
            step["expect"] = {"books": [expected]}
        if skipped is not None and position == skipped + 1:
            step["expect"] = {"books": [{"slot": 0, "isLive": False}], "markers": ["gap sequence"]}
            steps += [step, dict(snapshot(book, diff["u"]), after=100_000,
                                 expect={"books": [book.expected()], "markers": ["resynced"]})]
            continue
        steps.append(step)
    if skipped is None:
        steps[-1]["expect"]["books"][0].update({"bids": book.levels("bids"), "asks": book.levels("asks")})
    return steps


def crossed():
    """A change that puts a bid on the best ask: not right until the next one uncrosses it."""
    script = sample("ws-depth-replay-lrcbtc")
    steps = replay("lrcbtc", LRC, 4)
    last = script["expected"][3]
    number = last["u"] + 1
    change = {"e": "depthUpdate", "E": 1633998517000, "s": "LRCBTC", "U": number, "u": number,
              "b": [[last["bestAsk"][0], "5.00000000"]], "a": []}
    return steps + [frame(combined("lrcbtc@depth@100ms", change), "book",
                          expect={"books": [{"slot": 0, "isLive": False}]})]


def market_scenarios():
    book = [follow(0, "book", "LRC/BTC", depth=5)]
    yield scenario("book.lrcbtc", "binance.md I.1; ws-depth-replay-lrcbtc", "market", [LRC],
                   replay("lrcbtc", LRC, 99), follows=book)
    yield scenario("book.nknusdt", "binance.md I.1; ws-depth-replay-nknusdt", "market", [NKN],
                   replay("nknusdt", NKN, 40, arrival=3), follows=[follow(0, "book", "NKN/USDT", depth=5)])
    yield scenario("book.gap", "binance.md I.1; ws-depth-replay-lrcbtc without its seventh message", "market", [LRC],
                   replay("lrcbtc", LRC, 12, skipped=6), follows=book, isScripted=True)
    yield scenario("book.crossed", "composed: a bid on the best ask", "market", [LRC], crossed(), follows=book,
                   isScripted=True)
    data = sample("ws-trade")
    ticker = sample("ws-ticker-24hr")
    kline = sample("ws-kline")
    yield scenario("data.samples", "binance.md I; ws-trade, ws-ticker-24hr, ws-kline", "market", [BNB, NKN], [
        ack(expect={"live": [0, 1, 2]}),
        frame(combined("bnbbtc@trade", data), expect={"trades": [
            {"slot": 0, "id": "12345", "price": "0.001", "quantity": "100", "side": "sell",
             "milliseconds": 1672515782136}]}),
        frame(combined("bnbbtc@ticker", ticker), expect={"tickers": [
            {"slot": 1, "bid": ["0.0024", "10"], "ask": ["0.0026", "100"], "last": "0.0025", "open": "0.0010",
             "high": "0.0025", "low": "0.0010", "baseVolume": "10000", "quoteVolume": "18"}]}),
        frame(kline, expect={"candles": [
            {"slot": 2, "milliseconds": 1633998480000, "open": "0.3527", "high": "0.3528", "low": "0.3522",
             "close": "0.3528", "baseVolume": "25877", "isClosed": False}]}),
        frame(dict(kline, data=dict(kline["data"], k=dict(kline["data"]["k"], x=True))), expect={"candles": [
            {"slot": 2, "milliseconds": 1633998480000, "open": "0.3527", "high": "0.3528", "low": "0.3522",
             "close": "0.3528", "baseVolume": "25877", "isClosed": True}]}),
    ], follows=[follow(0, "trades", "BNB/BTC"), follow(1, "ticker", "BNB/BTC"),
                follow(2, "candles", "NKN/USDT", interval="1m")])
    refusals = sample("ws-subscribe")
    for shape, kind in (("errorNested", "rateLimited"), ("errorFlat", "badRequest")):
        answer = frame(dict(refusals[shape], id=0))["frame"].replace('"id":0', '"id":{id}')
        yield scenario("refused." + shape, "binance.md I; ws-subscribe " + shape, "market", [BTC], [
            ack(text=answer, expect={"refused": [{"slot": 0, "kind": kind}], "notLive": [0]}),
        ], follows=[follow(0, "trades", "BTC/USDT")], isScripted=True)
    for form in ("rawStream", "combinedStream"):
        yield scenario("shutdown." + form, "binance.md I; ws-server-shutdown", "market", [BTC], [
            ack(), control(sample("ws-server-shutdown")[form], expect={"ending": "replace"}),
        ], follows=[follow(0, "trades", "BTC/USDT")], isScripted=True)
    names = ("ws-agg-trade", "ws-book-ticker", "ws-mini-ticker-arr", "ws-partial-depth")
    yield {"id": "others.market", "source": "binance.md I", "session": "market", "markets": [BTC],
           "others": [frame(sample(name))["frame"] for name in names]
           + ['{"stream":"lrcbtc@tomorrow","data":{"e":"tomorrow","U":1,"u":2}}']}


def event(value):
    return value if "event" in value else {"subscriptionId": 0, "event": value}


def account_scenarios():
    markets = [BTC, ETH, LTC]
    taken = control('{"id":"{id}","status":200,"result":{"subscriptionId":0}}', answers="userDataStream",
                    expect={"account": {"isLive": True}})
    trades = sample("wsuser-execution-report-trades")
    expired = sample("wsuser-market-order-expired-sequence")
    order = "12510053279"

    def fill(id, quantity, quote, fee):
        return {"id": id, "order": order, "price": "52000", "quantity": quantity, "quote": quote, "fee": [fee, "BTC"],
                "liquidity": "maker", "side": "buy"}

    def view(phase, filled, **more):
        return {"id": order, "phase": phase, "filled": filled, "side": "buy", **more}

    yield scenario("account.fills", "binance.md J.2; wsuser-execution-report-new, -trades", "account", markets, [
        taken,
        frame(sample("wsuser-execution-report-new"), expect={"orders": [
            {"id": "4293153", "phase": "working", "filled": "0", "amount": "1", "price": "0.1026441",
             "clientID": "mUvoqJxFIILMdfAW5iGSOW", "side": "buy"}], "fills": []}),
        frame(trades[0], expect={"orders": [view("working", "0.0004", filledQuote="20.8")],
                                 "fills": [fill("98765432", "0.0004", "20.8", "0.0000004")]}),
        frame(trades[1], expect={"orders": [view("ended filled", "0.001", filledQuote="52")],
                                 "fills": [fill("98765440", "0.0006", "31.2", "0.0000006")]}),
        frame(sample("wsuser-account-position"), expect={"balances": [
            {"asset": "ETH", "total": "10000", "available": "10000", "held": "0"}]}),
    ])
    ends = [("canceled", "ended cancelledByOwner"), ("ioc-expired", "ended timeInForce"), ("replaced", "working"),
            ("trade-prevention", "ended selfTradePrevention")]
    for name, phase in ends:
        yield scenario("account." + name, "binance.md J.2; wsuser-execution-report-" + name, "account", markets, [
            taken, frame(sample("wsuser-execution-report-" + name), expect={
                "orders": [view(phase, "0", clientID="my-order_0001")], "fills": []}),
        ])
    words = [("working", "0"), ("working", "2"), ("working", "4"), ("ended timeInForce", "4")]
    steps = [taken]
    for one, (phase, filled) in zip(expired, words):
        step = frame(event(one), expect={"orders": [{"id": "32", "phase": phase, "filled": filled}], "fills": []})
        if one["x"] == "TRADE":
            step["expect"]["fills"] = [
                {"id": str(one["t"]), "order": "32", "price": one["L"], "quantity": one["l"], "quote": one["Y"],
                 "fee": [one["n"], one["N"]], "liquidity": "taker"}]
        steps.append(step)
    steps.append(frame(event(expired[4])))
    yield scenario("account.market", "binance.md J.2; wsuser-market-order-expired-sequence", "account", markets, steps)
    yield scenario("account.lock", "binance.md J.2; wsuser-external-lock-update", "account", markets, [
        taken, frame(sample("wsuser-external-lock-update"), expect={"reads": ["balances"]})])
    yield scenario("account.terminated", "binance.md J.2; wsuser-event-stream-terminated", "account", markets, [
        taken, control(sample("wsuser-event-stream-terminated"), expect={"ending": "reconnect"})], isScripted=True)
    yield scenario("account.shutdown", "binance.md J.2; ws-server-shutdown", "account", markets, [
        taken, control(sample("ws-server-shutdown")["wsApi"], expect={"ending": "replace"})], isScripted=True)
    yield scenario("account.revoked", "binance.md J, K19; wsapi-session sessionRevoked", "account", markets, [
        taken, control(sample("wsapi-session")["sessionRevoked"], expect={"ending": "fail permission"})],
        isScripted=True)
    yield {"id": "others.account", "source": "binance.md J.2", "session": "account", "markets": markets,
           "others": ["{}", '{"subscriptionId":0,"event":{"e":"tomorrow","x":[{}]}}',
                      '{"id":7,"status":200,"result":[]}']}


def scenarios():
    return [*market_scenarios(), *account_scenarios()]
