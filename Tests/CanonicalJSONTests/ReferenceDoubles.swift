import Crypto

/// The sequence of doubles that testdata/README.md of cyberphone/json-canonicalization defines.
///
/// Fixed edge cases come first, then 2000 in a row from the smallest normal, then chained SHA-256.
struct ReferenceDoubles {
    private var index = 0
    private var block = [UInt8](repeating: 0, count: 32)
    private var used = 32

    mutating func next() -> Double {
        defer { index += 1 }
        if index < Self.fixed.count { return Double(bitPattern: Self.fixed[index]) }
        if index < Self.fixed.count + 2000 {
            let offset = UInt64(index - Self.fixed.count)
            return Double(bitPattern: 0x0010_0000_0000_0000 + offset)
        }
        while true {
            let value = Double(bitPattern: nextBits())
            if value.isFinite && value != 0 { return value }
        }
    }

    private mutating func nextBits() -> UInt64 {
        if used == 32 {
            var hash = SHA256()
            block.withUnsafeBytes { hash.update(bufferPointer: $0) }
            block = Array(hash.finalize())
            used = 0
        }
        defer { used += 8 }
        return block[used..<(used + 8)].reversed().reduce(0) { $0 << 8 | UInt64($1) }
    }

    private static let fixed: [UInt64] = [
        0x00000000_00000000, 0x80000000_00000000, 0x00000000_00000001, 0x80000000_00000001,
        0xc4669669_5dbd1cc3, 0xc43211ed_e4974a35, 0xc3fce97c_a0f21056, 0xc3c72130_80c1a6ac,
        0xc39280f3_9a348556, 0xc35d9b1f_5d20d557, 0xc327af4c_4a80aaac, 0xc2f2f2a3_6ecd5556,
        0xc2be5105_7e155558, 0xc28840d1_31aaaaac, 0xc253670d_c1555557, 0xc21f0b49_35555557,
        0xc1e8d5d4_2aaaaaac, 0xc1b3de43_55555556, 0xc17fca05_55555556, 0xc1496e6a_aaaaaaab,
        0xc1145855_55555555, 0xc0e046aa_aaaaaaab, 0xc0aa0aaa_aaaaaaaa, 0xc074d555_55555555,
        0xc040aaaa_aaaaaaab, 0xc00aaaaa_aaaaaaab, 0xbfd55555_55555555, 0xbfa11111_11111111,
        0xbf6b4e81_b4e81b4f, 0xbf35d867_c3ece2a5, 0xbf0179ec_9cbd821e, 0xbecbf647_612f3696,
        0xbe965e9f_80f29212, 0xbe61e54c_672874db, 0xbe2ca213_d840baf8, 0xbdf6e80f_e033c8c6,
        0xbdc2533f_e68fd3d2, 0xbd8d51ff_d74c861c, 0xbd5774cc_ac3d3817, 0xbd22c3d6_f030f9ac,
        0xbcee0624_b3818f79, 0xbcb804ea_293472c7, 0xbc833721_ba905bd3, 0xbc4ebe9c_5db3c61e,
        0xbc18987d_17c304e5, 0xbbe3ad30_dfcf371d, 0xbbaf7b81_6618582f, 0xbb792f9a_b81379bf,
        0xbb442615_600f9499, 0xbb101e77_800c76e1, 0xbad9ca58_cce0be35, 0xbaa4a1e0_a3e6fe90,
        0xba708180_831f320d, 0xba3a68cd_9e985016, 0x44669669_5dbd1cc3, 0x443211ed_e4974a35,
        0x43fce97c_a0f21056, 0x43c72130_80c1a6ac, 0x439280f3_9a348556, 0x435d9b1f_5d20d557,
        0x4327af4c_4a80aaac, 0x42f2f2a3_6ecd5556, 0x42be5105_7e155558, 0x428840d1_31aaaaac,
        0x4253670d_c1555557, 0x421f0b49_35555557, 0x41e8d5d4_2aaaaaac, 0x41b3de43_55555556,
        0x417fca05_55555556, 0x41496e6a_aaaaaaab, 0x41145855_55555555, 0x40e046aa_aaaaaaab,
        0x40aa0aaa_aaaaaaaa, 0x4074d555_55555555, 0x4040aaaa_aaaaaaab, 0x400aaaaa_aaaaaaab,
        0x3fd55555_55555555, 0x3fa11111_11111111, 0x3f6b4e81_b4e81b4f, 0x3f35d867_c3ece2a5,
        0x3f0179ec_9cbd821e, 0x3ecbf647_612f3696, 0x3e965e9f_80f29212, 0x3e61e54c_672874db,
        0x3e2ca213_d840baf8, 0x3df6e80f_e033c8c6, 0x3dc2533f_e68fd3d2, 0x3d8d51ff_d74c861c,
        0x3d5774cc_ac3d3817, 0x3d22c3d6_f030f9ac, 0x3cee0624_b3818f79, 0x3cb804ea_293472c7,
        0x3c833721_ba905bd3, 0x3c4ebe9c_5db3c61e, 0x3c18987d_17c304e5, 0x3be3ad30_dfcf371d,
        0x3baf7b81_6618582f, 0x3b792f9a_b81379bf, 0x3b442615_600f9499, 0x3b101e77_800c76e1,
        0x3ad9ca58_cce0be35, 0x3aa4a1e0_a3e6fe90, 0x3a708180_831f320d, 0x3a3a68cd_9e985016,
        0x40240000_00000000, 0x40140000_00000000, 0x3fe00000_00000000, 0x3fa99999_9999999a,
        0x3f747ae1_47ae147b, 0x3f40624d_d2f1a9fc, 0x3f0a36e2_eb1c432d, 0x3ed4f8b5_88e368f1,
        0x3ea0c6f7_a0b5ed8d, 0x3e6ad7f2_9abcaf48, 0x3e35798e_e2308c3a, 0x3ed53922_3589fa95,
        0x3ed4ff26_cd5a7781, 0x3ed4f95a_762283ff, 0x3ed4f8c6_0703520c, 0x3ed4f8b7_2f19cd0d,
        0x3ed4f8b5_b31c0c8d, 0x3ed4f8b5_8d1c461a, 0x3ed4f8b5_894f7f0e, 0x3ed4f8b5_88ee37f3,
        0x3ed4f8b5_88e47da4, 0x3ed4f8b5_88e3849c, 0x3ed4f8b5_88e36bb5, 0x3ed4f8b5_88e36937,
        0x3ed4f8b5_88e368f8, 0x3ed4f8b5_88e368f1, 0x3ff00000_00000000, 0xbff00000_00000000,
        0xbfefffff_fffffffa, 0xbfefffff_fffffffb, 0x3fefffff_fffffffa, 0x3fefffff_fffffffb,
        0x3fefffff_fffffffc, 0x3fefffff_fffffffe, 0xbfefffff_ffffffff, 0xbfefffff_ffffffff,
        0x3fefffff_ffffffff, 0x3fefffff_ffffffff, 0x3fd33333_33333332, 0x3fd33333_33333333,
        0x3fd33333_33333334, 0x00100000_00000000, 0x000fffff_fffffffd, 0x000fffff_ffffffff,
        0x7fefffff_ffffffff, 0xffefffff_ffffffff, 0x43400000_00000000, 0xc3400000_00000000,
        0x44300000_00000000, 0x44b52d02_c7e14af5, 0x44b52d02_c7e14af6, 0x44b52d02_c7e14af7,
        0x444b1ae4_d6e2ef4e, 0x444b1ae4_d6e2ef4f, 0x444b1ae4_d6e2ef50, 0x3eb0c6f7_a0b5ed8c,
        0x3eb0c6f7_a0b5ed8d, 0x41b3de43_55555553, 0x41b3de43_55555554, 0x41b3de43_55555555,
        0x41b3de43_55555556, 0x41b3de43_55555557, 0xbecbf647_612f3696, 0x43143ff3_c1cb0959,
    ]
}
