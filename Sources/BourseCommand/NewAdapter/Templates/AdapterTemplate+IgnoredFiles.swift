extension AdapterTemplate {
    /// What a build leaves.
    static let ignoredFiles = AdapterTemplate(
        ".gitignore",
        #"""
        .build/
        .swiftpm/
        /var/
        """#)
}
