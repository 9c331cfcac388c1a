"""Random numbers by address: every draw is a hash of who, what and when.

There is no generator that walks on. A person has a key; a draw is the SplitMix64 finaliser of that key plus a
constant times (stream, day). So the same person draws the same numbers whatever else is simulated, in whatever
order: more users or a bigger budget leave everybody else as they were, and two policies share their luck.
Definition of the finaliser: Steele, Lea, Flood, "Fast splittable pseudorandom number generators", OOPSLA 2014.
"""

from __future__ import annotations

import hashlib

import numpy as np

GOLDEN = np.uint64(0x9E3779B97F4A7C15)
DAYS_PER_STREAM = 4096  # a draw of a stream may be repeated for that many days without touching the next stream

# A stream's number is its place: new ones go to the end, or everybody's life changes.
STREAMS = (
    "clicks noise spend arrive install intent habit order bank price power dining tier city age gender job income "
    "identity anyway anyway_channel prior prior_channel prior_time term post click_time delay surface life active "
    "session_time second_time second pages page_pick gap buy category list_price discount discount_size pay_gap "
    "push tour coupon card step_gap kyc kyc_day account account_day account_time card_type car parent bargain dmp "
    "dmp_noise dmp_time vip content reads old_account card_number "
    "social tolerance mute arm_card arm_tour arm_push arm_coupon arm_recall arm_button leave_early uninstall "
    "uninstall_day comes_back back_day life_again recall_day recalled opened flash claim stick category_again due due_pays "
    "share friends friend_time fraud fakes points_used coupon_month coupon_used give_up step_error surface_kind element "
    "place_x place_y duration merchant product quantity scene pay_channel refund fulfil branch aum products_held card_spend "
    "bank_app star district seed_user sms wecom follow device price_band app_version token favourite cart share_page "
    "check_in review complain join error mission accept done badge benefit used satisfaction exchange expiry "
    "deliver community joins talks talk_topic likes leaves text rating reply resolve told survey answer score kol place "
    "hours scans creative exposure group_buy subsidy fulfilment city_of_merchant name price_of stock personalised "
    "note_template note_lost note_read note_way system "
    "member rank "
    "regular_at refuses goes_with claimed_at shown clicks_on joins_it"
).split()
STREAM = {name: number for number, name in enumerate(STREAMS)}


def mix(words):
    """Scramble 64-bit words so that neighbours have nothing in common (SplitMix64 finaliser).

    >>> int(mix(np.array([1], dtype=np.uint64))[0])
    6238072747940578789
    """
    words = np.asarray(words, dtype=np.uint64)
    words = words ^ (words >> np.uint64(30))  # a new array, worked on in place from here
    words *= np.uint64(0xBF58476D1CE4E5B9)
    words ^= words >> np.uint64(27)
    words *= np.uint64(0x94D049BB133111EB)
    words ^= words >> np.uint64(31)
    return words


def root(seed: int, luck: int = 0) -> np.ndarray:
    """Give the key from which all keys of a world come, as an array of one word."""
    first, second = (np.array([_fold(number)], dtype=np.uint64) for number in (seed, luck))
    return mix(mix(first + GOLDEN) + second * GOLDEN)


def _fold(number: int) -> int:
    """Bring any whole number into 64 bits; those that fit keep their own world."""
    if -(2**63) <= number < 2**63:
        return number % 2**64
    return int.from_bytes(hashlib.blake2b(str(number).encode("ascii"), digest_size=8).digest(), "little")


def keys(root_key, *parts):
    """Hash whole-number parts (such as source, day, number) into keys; parts are arrays of one length or numbers."""
    key = np.asarray(root_key, dtype=np.uint64)
    for part in parts:
        key = mix(key + (np.asarray(part).astype(np.uint64) + np.uint64(1)) * GOLDEN)
    return key


def draw(key, stream: str, day=0):
    """Draw a whole number between 0 and 2**32 - 1 for each key (and day: an array adds its shape by broadcasting)."""
    return _drawn(key, stream, day).astype(np.uint32)


def _drawn(key, stream, day):
    """The upper half of the hash of an address, in 64 bits."""
    address = np.atleast_1d(np.asarray(day)).astype(np.uint64)
    address += np.uint64(STREAM[stream] * DAYS_PER_STREAM + 1)
    address *= GOLDEN
    words = mix(address + key)
    words >>= np.uint64(32)
    return words


def pick(key, stream: str, table, day=0):
    """Draw an entry of a one-dimensional table whose length is a power of two (an inverse distribution function)."""
    shift = np.uint32(32 - (len(table).bit_length() - 1))
    return table[draw(key, stream, day) >> shift]


def chance(key, stream: str, threshold, day=0):
    """Say for each key whether its draw lies below the threshold (a share times 2**32)."""
    return _drawn(key, stream, day) < np.asarray(threshold, dtype=np.uint64)
