/// A moment as a stream session sees it: the wall clock says what time it is, the elapsed time how long something takes.
///
/// They are two because a wall clock may jump: time-outs and pings go by ``elapsed`` alone.
public struct StreamInstant: Sendable, Hashable {
    /// The local wall clock.
    public let time: Timestamp
    /// Time since an arbitrary beginning, which never runs backwards.
    public let elapsed: Duration

    /// A moment.
    public init(time: Timestamp, elapsed: Duration) {
        self.time = time
        self.elapsed = elapsed
    }
}
