import AdapterConformance
import AdapterProtocol

/// All planted mistakes.
enum Defects {
    static let all: [Defect] = [
        IdentityDefects.all, CapabilityDefects.all, SignerDefects.all, MetadataDefects.all, MarketDataDefects.all,
        AccountDefects.all, PagingDefects.all, PlaceDefects.all, OrderViewDefects.all, FillDefects.all,
        CancelDefects.all, AmendDefects.all, ErrorDefects.all, CarrierDefects.all, KeyTestDefects.all,
        ClockDefects.all, LeakDefects.all, ReadDefects.all, DocumentDefects.all,
        InventionDefects.all, OneCallDefects.all,
        MarketStreamDefects.all, AccountStreamDefects.all, OnlineStreamDefects.all, StreamRuleDefects.all,
    ].flatMap { $0 }
}
