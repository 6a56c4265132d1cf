/// A request for a cosignature, from the size of 3 to 8 of the leaves of Certificate Transparency's
/// own tests, and the line that aics-witness 0.1.0 answered.
package enum CosignatureVector {
    package static let request = """
        old 3
        ApjRIpBtz8EIkstTpzmS/FufST6kybrbJ7eRtBJ6f+c=
        B1Bqhf2d0vEg62lPhgEeW7RmLlxBWmKRcDPUqWJEh+c=
        +sVCA+fMaWzw38tCySodnbr3CtnmIfS9jZhmLwDjwSU=
        a0eq8p7jwq+a+Im8H7klTavTEXfxYjLdaqsDXKOb9uQ=

        ledger.example/cargo
        8
        XcnaeacGWamtVZy3Ad7ZoqudgjqtL0lgz+Nw7/RgQyg=

        \u{2014} ledger.example/cargo \
        HT6bBNiC7/9dixVn0rpFRyLYcPTFjOUCMrHBkxkyLZDejZK0fP/SC9cTdKJnJ8Lu\
        ItLcVwHaW2YtByazrY7D2nlkMgU=

        """

    package static let line = """
        \u{2014} witness.example/w1 \
        IDJKvgAAAABpVbkAo2pM9S/yjDPM4c8GwYCqSI1vf/p1lEfv9gbePLemmvWPAQ2k\
        TCsFy9V6LRQEXKdpBbHSKO2rrVPBp5iLz+UJAQ==

        """
}
