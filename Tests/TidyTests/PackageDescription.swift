/// What `swift package dump-package` says of a package, as far as the rules ask.
struct PackageDescription: Decodable {
    var targets: [Target]

    struct Target: Decodable {
        var name: String
        /// `regular`, `executable`, `test`, `system`, `macro` or `plugin`.
        var type: String
        var dependencies: [Dependency]
        var settings: [Setting]

        var upcomingFeatures: Set<String> { Set(settings.compactMap(\.kind.upcomingFeature)) }
    }

    /// A dependency on a target, or on a product of another package.
    struct Dependency: Decodable {
        var name: String

        private struct Key: CodingKey {
            var stringValue: String
            var intValue: Int? { nil }
            init(stringValue: String) { self.stringValue = stringValue }
            init?(intValue: Int) { nil }
        }

        /// Reads `{"byName": ["Marine", null]}` and its like: the name comes first.
        init(from decoder: any Decoder) throws {
            let container = try decoder.container(keyedBy: Key.self)
            guard let kind = container.allKeys.first else {
                throw DecodingError.dataCorrupted(
                    .init(codingPath: decoder.codingPath, debugDescription: "an empty dependency")
                )
            }
            var parts = try container.nestedUnkeyedContainer(forKey: kind)
            name = try parts.decode(String.self)
        }
    }

    struct Setting: Decodable {
        var kind: Kind

        struct Kind: Decodable {
            var enableUpcomingFeature: Value?

            var upcomingFeature: String? { enableUpcomingFeature?._0 }

            struct Value: Decodable {
                var _0: String
            }
        }
    }
}
