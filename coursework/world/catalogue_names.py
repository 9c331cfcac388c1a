"""Invented names of merchants and products, put together from parts in English and Chinese."""

from __future__ import annotations

CITIES = (
    ("Harbour City", "港湾"), ("East Lake", "东湖"), ("North Bridge", "北桥"), ("Silver Hill", "银山"),
    ("Long River", "长河"), ("Willow Ford", "柳渡"), ("Stone Well", "石井"), ("Pear Valley", "梨谷"),
)  # fmt: skip
FIRST = (
    ("Tide Breeze", "汐风"), ("Heron Rest", "鹭栖"), ("Bamboo Shade", "竹荫"), ("Maple Step", "枫阶"), ("East Jetty", "东栈"),
    ("Three Springs", "三泉湾"), ("Morning Tide", "晨潮"), ("Silver Carp", "银鲤"), ("Jade Ridge", "玉岭"), ("Plum Yard", "梅院"),
    ("Stone Ford", "石渡"), ("Lotus Bend", "荷湾"), ("North Eave", "北檐"), ("Sunny Lane", "晴巷"), ("Nine Willows", "九柳"),
    ("Copper Kettle", "铜壶"), ("Little Skiff", "小舢"), ("Cloud Gate", "云门里"), ("Warm Stove", "暖灶"), ("Long Ferry", "长渡"),
    ("Star Quay", "星埠"), ("Orchid Isle", "兰屿"), ("Paper Kite", "纸鸢"), ("Barley Hill", "麦丘"),
)  # fmt: skip
SECOND = {  # second part of a merchant's name by industry; bills have one for each merchant of a city, in that order
    "dining": (("Kitchen", "小厨"), ("Noodles", "面馆"), ("Hot Pot", "火锅"), ("Tea House", "茶楼"), ("Bistro", "小馆"), ("Grill", "烤肉"),
               ("Dumplings", "饺子馆"), ("Dining Room", "餐室")),
    "bills": (("Water and Power", "水电"), ("Gas and Heating", "燃气热力"), ("Telecom", "通信")),
    "grocery": (("Market", "生鲜市集"), ("Fresh", "鲜选"), ("Supermarket", "超市"), ("Farm Shop", "农场店"), ("Pantry", "食品铺")),
    "cinema": (("Cinema", "影城"), ("Film Hall", "影院"), ("Screens", "影都")),
    "travel": (("Travel", "旅行社"), ("Tours", "假期"), ("Outings", "出游"), ("Getaways", "旅行")),
    "mall": (("Department Store", "百货"), ("Emporium", "生活馆"), ("Arcade", "商场"), ("Bazaar", "集市"), ("Outlet", "折扣店")),
}  # fmt: skip
NATIONAL = {  # merchants that serve every city
    "dining": ("Harbour Table", "港湾餐桌"), "bills": ("Harbour Bills", "港湾缴费通"), "grocery": ("Harbour Farm Direct", "港湾直采"),
    "travel": ("Harbour Journeys", "港湾出行"), "mall": ("Harbour Select", "港湾严选"),
}  # fmt: skip
GOODS = {  # names of products by industry and price tier: entry, middle, premium
    "dining": (
        (("Weekday lunch", "工作日午餐"), ("Afternoon tea for one", "单人下午茶"), ("Breakfast set", "早餐套餐")),
        (("Set meal for two", "双人套餐"), ("Evening set", "晚市套餐"), ("House dishes for two", "招牌菜双人餐")),
        (("Table for four", "四人家宴"), ("Chef's dinner", "主厨晚宴"), ("Birthday table", "生日宴")),
    ),
    "grocery": (
        (("Small fruit box", "水果小箱"), ("Breakfast bag", "早餐包"), ("Milk for a week", "一周鲜奶")),
        (("Vegetable box", "一周蔬菜箱"), ("Rice and oil", "米油组合"), ("Hot-pot basket", "火锅食材篮")),
        (("Seafood box", "海鲜礼箱"), ("Steak pack", "牛排家庭装"), ("Festive hamper", "节日礼篮")),
    ),
    "cinema": (
        (("Matinee ticket", "日场票"), ("Ticket for one", "单人票"), ("Student ticket", "学生票")),
        (("Two tickets", "双人票"), ("Ticket and popcorn", "单人票含爆米花"), ("Evening pair", "晚场双人票")),
        (("Giant-screen pair", "巨幕双人票"), ("Family of three", "亲子三人票"), ("Sofa seats for two", "沙发座双人票")),
    ),
    "travel": (
        (("Day coach", "一日大巴"), ("Airport transfer", "接送机"), ("Museum tour", "博物馆一日游")),
        (("One night's stay", "一晚住宿"), ("Car for a day", "一日租车"), ("Hot springs day", "温泉一日游")),
        (("Weekend for two", "双人周末游"), ("Lounge and fast track", "贵宾厅与快速安检"), ("Island two days", "海岛两日游")),
    ),
    "mall": (
        (("Household set", "日用组合"), ("Picture books", "绘本套装"), ("Towels", "毛巾礼盒")),
        (("Rice cooker", "电饭煲"), ("Running shirt", "运动上衣"), ("Backpack", "双肩包")),
        (("Headphones", "降噪耳机"), ("Coffee machine", "咖啡机"), ("Winter jacket", "冬季外套")),
    ),
}  # fmt: skip
BILLS = (  # products of a city's bills merchants in the order of SECOND: entry, middle, premium
    (("Water bill", "水费"), ("Electricity bill", "电费"), ("Electricity for a quarter", "电费季缴")),
    (("Gas card", "燃气卡"), ("Gas bill", "燃气费"), ("Heating", "取暖费")),
    (("Mobile top-up", "话费充值"), ("Broadband for a month", "宽带月费"), ("Broadband for a quarter", "宽带季付")),
)
VOUCHERS = (  # hit products of the flash sales
    ("Voucher for noodles for two", "双人面食券"), ("Voucher for hot pot", "火锅代金券"), ("Voucher for tea and cakes", "茶点券"),
    ("Voucher for dumplings", "饺子券"),
)  # fmt: skip
GROUP_GOODS = {  # what the nationwide merchants sell in group buys
    "grocery": (("Rice, ten kilos", "大米十公斤"), ("Apples, a case", "苹果整箱"), ("Olive oil", "橄榄油"), ("Nuts for the family", "家庭坚果装")),
    "mall": (("Vacuum cup", "保温杯"), ("Air fryer", "空气炸锅"), ("Bedding set", "四件套"), ("Electric toothbrush", "电动牙刷")),
}  # fmt: skip
NATIONAL_GOODS = {
    "bills": (("Mobile top-up", "话费充值"), ("Traffic fines and tolls", "交通罚款与通行费"), ("Insurance instalment", "保险分期")),
    "travel": (("Train ticket", "火车票"), ("Hotel night", "酒店住宿"), ("Flight", "机票"), ("Airport lounge", "机场贵宾厅")),
}  # fmt: skip
